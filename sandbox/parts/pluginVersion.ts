import { Metadata, credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const ANSWER_SECONDS = 10;

/**
 * The version that a resource plugin says it has. Plugins have no common `--version`, so it is started and asked as the engine does:
 * it prints its port, then answers GetPluginInfo.
 */
export async function askPluginVersion(path: string): Promise<string | undefined> {
    const plugin = spawn(path, [], { stdio: ["ignore", "pipe", "ignore"] });
    try {
        const port = await new Promise<string | undefined>((resolve) => {
            createInterface(plugin.stdout).once("line", resolve);
            plugin.once("error", () => {
                resolve(undefined);
            });
            plugin.once("exit", () => {
                resolve(undefined);
            });
            setTimeout(resolve, ANSWER_SECONDS * 1000, undefined).unref();
        });
        return port === undefined ? undefined : await getPluginInfo(`127.0.0.1:${port.trim()}`);
    } finally {
        plugin.kill("SIGKILL");
    }
}

async function getPluginInfo(address: string): Promise<string | undefined> {
    const client = new ResourceProviderClient(address, credentials.createInsecure());
    try {
        return await new Promise<string | undefined>((resolve) => {
            client.getPluginInfo(new Empty(), new Metadata(), { deadline: Date.now() + ANSWER_SECONDS * 1000 }, (error, info) => {
                resolve(error === null ? info.getVersion() : undefined);
            });
        });
    } finally {
        client.close();
    }
}
