import type * as pulumi from "@pulumi/pulumi";
import type { CheckResult, ConstructResult, CreateResult, Provider, UpdateResult } from "@pulumi/pulumi/provider";
import { randomUUID } from "node:crypto";
import { version } from "../../package.json";
import type { ChartCopies } from "../chart/copies";
import { CLUSTER_TYPE, OWNER_TYPE, REVISION_TYPE } from "../create/types";
import type { Environment } from "../inputs/normalize";
import type { Look } from "../lookout/look";
import type { Constructs } from "./construct";
import type { EngineLog } from "./engineLog";
import { loadCheck, loadConstruct, loadSchema } from "./onDemand";
import { keepCompiled } from "./keepCompiled";
import { RunningAs } from "./runningAs";

/** The plugin: what the engine calls, by the type of the resource. */
export class NatsProvider implements Provider {
    readonly version = version;
    #constructs: Constructs | undefined;

    /** @param log where the notices of a review go. */
    constructor(
        private readonly environment: Environment = process.env,
        private readonly log?: EngineLog,
        private readonly running = new RunningAs(),
        private readonly copies?: ChartCopies,
        private readonly lookAt?: Look,
    ) {}

    getSchema(): Promise<string> {
        return Promise.resolve(loadSchema());
    }

    async check(urn: string, olds: unknown, news: unknown): Promise<CheckResult> {
        const { checkOwner, checkRevision } = loadCheck();
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
        this.#constructs ??= new (loadConstruct().Constructs)(this.environment, this.running, this.copies, this.lookAt);
        try {
            return await this.#constructs.construct(name, inputs, options);
        } finally {
            keepCompiled();
        }
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
