/** JetStream in nats.conf. https://github.com/nats-io/nats-server/blob/v2.14.2/server/opts.go (`parseJetStream`) */
import { durationSeconds, isDuration } from "../values/duration";
import { any, block, flag, from, goDuration, integer, oneOf, only, reloads, secret, since, storage, text } from "./kinds";
import { domain } from "./scalars";

const cipher = oneOf("chacha", "chachapoly", "aes");

/** None is the default. Less than nothing, or next to it, and the server panics where it picks a time in between. */
function isPause(value: unknown): boolean {
    if (/^always$/i.test(String(value))) {
        return true;
    }
    const seconds =
        typeof value === "number" && Number.isInteger(value) ? value : isDuration(String(value)) ? durationSeconds(String(value)) : NaN;
    return seconds === 0 || seconds >= 0.001;
}

export const jetstream = block(
    {
        "enabled|enable strict": flag,
        "store_dir|store|storedir": text,
        "sync_interval|sync": only(any, 'always or a duration from "1ms" on, such as "2m"', isPause),
        "max_memory_store|max_mem_store|max_mem max_file_store|max_file": reloads(storage),
        domain,
        extension_hint: oneOf("will_extend", "no_extend"),
        cipher,
        unique_tag: text,
        "key|ek|encryption_key prev_key|prev_ek|prev_encryption_key": secret,
        limits: reloads(
            block({
                "max_ack_pending max_ha_assets max_request_batch": integer,
                default_max_consumers: since("2.15", integer),
                duplicate_window: goDuration,
                batch: block({ "max_inflight_per_stream max_inflight_total max_msgs": integer, timeout: goDuration }),
            }),
            "2.15",
        ),
        max_concurrent_io: since("2.15", from(4, integer, 8192)),
        tpm: block({ keys_file: text, cipher, "encryption_password srk_password": secret, pcr: integer }),
        max_outstanding_catchup: from(0, storage),
        max_buffered_size: storage,
        "max_buffered_msgs request_queue_limit info_queue_limit": integer,
        meta_compact: reloads(from(0, integer)),
        meta_compact_size: reloads(from(0, storage)),
        meta_compact_sync: reloads(flag),
    },
    any,
);
