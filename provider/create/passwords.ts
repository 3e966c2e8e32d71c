import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword";
import { PASSWORD_LENGTH } from "../inputs/defaults";
import type { Plan } from "../plan/plan";
import { passwordKey } from "../values/leaf";
import type { Context } from "./context";

/** Generates what was left out. A password stays the same until its resource is replaced (`pulumi up --replace`). */
export function createPasswords({ leaves, options }: Context, passwords: Plan["passwords"], dependsOn: pulumi.Resource[]): void {
    for (const { key, resource } of passwords) {
        const password = new RandomPassword(resource, { length: PASSWORD_LENGTH, special: false }, { ...options, dependsOn });
        leaves.provide(passwordKey(key), pulumi.secret(password.result));
    }
}
