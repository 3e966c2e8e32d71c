/** JetStream in nats.conf. https://github.com/nats-io/nats-server/blob/v2.14.2/server/opts.go (`parseJetStream`) */
import { isDuration } from "../values/duration";
import { any, block, flag, from, goDuration, integer, oneOf, only, reloads, secret, since, storage, text } from "./kinds";

export const jetstream = block(
    {
        "enabled|enable strict": flag,
        "store_dir|store|storedir": text,
        "sync_interval|sync": only(
            any,
            'always or a duration, such as "2m"',
            (value) => /^always$/i.test(String(value)) || Number.isInteger(value) || isDuration(String(value)),
        ),
        "max_memory_store|max_mem_store|max_mem max_file_store|max_file": reloads(storage),
        domain: only(text, "a name without spaces, ., * and >", (value) => /^[^\s.*>]+$/.test(String(value))),
        extension_hint: oneOf("will_extend", "no_extend"),
        cipher: oneOf("chacha", "chachapoly", "aes"),
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
        tpm: block({ "keys_file cipher": text, "encryption_password srk_password": secret, pcr: integer }),
        "max_outstanding_catchup max_buffered_size": storage,
        "max_buffered_msgs request_queue_limit info_queue_limit": integer,
        meta_compact: reloads(integer),
        meta_compact_size: reloads(storage),
        meta_compact_sync: reloads(flag),
    },
    any,
);
