import { AUTH_MOUNT_PATH } from "../inputs/mountedFiles";
import type { Spec } from "../inputs/spec";
import type { SettledMap } from "../values/leaf";
import type { Text } from "../values/text";
import { objectNames } from "./names";

/** A Secret whose files the servers read. */
export interface MountedSecret {
    readonly volume: string;
    readonly secret: Text;
    /** The folder of the files. The reloader has to see it: `inputs/mountedFiles.ts`. */
    readonly path: string;
}

/** All Secrets of our own that the servers' pods mount. Each is a volume, and a mount of the server's container. */
export function mountedSecrets(spec: Spec): MountedSecret[] {
    return [{ volume: "auth", secret: objectNames(spec.name).auth, path: AUTH_MOUNT_PATH }];
}

/** What the chart's patches add. Its `merge` would replace the whole list. https://github.com/nats-io/k8s/issues/864 */
export function volumePatches(mounts: readonly MountedSecret[]): SettledMap[] {
    return mounts.map(({ volume, secret }) => ({
        op: "add",
        path: "/spec/volumes/-",
        value: { name: volume, secret: { secretName: secret } },
    }));
}

export function mountPatches(mounts: readonly MountedSecret[]): SettledMap[] {
    return mounts.map(({ volume, path }) => ({
        op: "add",
        path: "/volumeMounts/-",
        value: { name: volume, mountPath: path, readOnly: true },
    }));
}
