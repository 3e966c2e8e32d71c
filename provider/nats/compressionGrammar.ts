/** Compression between servers. https://github.com/nats-io/nats-server/blob/v2.14.2/server/opts.go (`parseCompression`) */
import { block, from, goDuration, items, onOff, oneOf } from "./kinds";

const compressionMode = oneOf(
    "on",
    "enabled",
    "true",
    "not supported",
    "not_supported",
    "disabled",
    "off",
    "false",
    "accept",
    "auto",
    "s2_auto",
    "fast",
    "s2_fast",
    "better",
    "s2_better",
    "best",
    "s2_best",
);
export const compression = onOff(
    block({ mode: compressionMode, "rtt_thresholds|thresholds|rtts|rtt": items(from(0, goDuration)) }, compressionMode),
);
