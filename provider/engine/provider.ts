import type * as pulumi from "@pulumi/pulumi";
import type { CheckResult, ConstructResult, CreateResult, Provider, UpdateResult } from "@pulumi/pulumi/provider";
import { randomUUID } from "node:crypto";
import schema from "../../schema.json";
import { ChartCopies } from "../chart/copies";
import { CLUSTER_TYPE } from "../create/cluster";
import { OWNER_TYPE } from "../create/owner";
import { REVISION_TYPE } from "../create/revision";
import type { Environment } from "../inputs/normalize";
import { type Look, look } from "../lookout/look";
import { checkOwner, checkRevision } from "./check";
import { Constructs } from "./construct";
import type { EngineLog } from "./engineLog";

/** The plugin: what the engine calls, by the type of the resource. */
export class NatsProvider implements Provider {
    readonly version = schema.version;
    readonly #constructs: Constructs;

    /** @param log where the notices of a review go. */
    constructor(
        environment: Environment = process.env,
        private readonly log?: EngineLog,
        copies: ChartCopies = ChartCopies.ofUser(environment),
        lookAt: Look = look,
    ) {
        this.#constructs = new Constructs(environment, copies, lookAt);
    }

    getSchema(): Promise<string> {
        return Promise.resolve(JSON.stringify(schema));
    }

    async check(urn: string, olds: unknown, news: unknown): Promise<CheckResult> {
        return ownType(urn) === OWNER_TYPE ? checkOwner(olds, news) : checkRevision(urn, olds, news, this.log);
    }

    create(urn: string, inputs: unknown): Promise<CreateResult> {
        return Promise.resolve({ id: ownType(urn) === OWNER_TYPE ? randomUUID() : "revision", outs: inputs });
    }

    update(_id: string, _urn: string, _olds: unknown, news: unknown): Promise<UpdateResult> {
        return Promise.resolve({ outs: news });
    }

    /** Owners and revisions are nothing but what the state remembers. */
    delete(): Promise<void> {
        return Promise.resolve();
    }

    async construct(name: string, type: string, inputs: pulumi.Inputs, options: pulumi.ComponentResourceOptions): Promise<ConstructResult> {
        if (type !== CLUSTER_TYPE) {
            throw new Error(`the nats package has no resource ${type}`);
        }
        return this.#constructs.construct(name, inputs, options);
    }
}

/** The type of a resource that isn't a component. */
function ownType(urn: string): string {
    const type = urn.split("::")[2]?.split("$").at(-1);
    if (type !== OWNER_TYPE && type !== REVISION_TYPE) {
        throw new Error(`the nats package has no resource ${type}`);
    }
    return type;
}
