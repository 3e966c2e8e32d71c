import { RandomPassword } from "@pulumi/random/randomPassword";
import * as pulumi from "@pulumi/pulumi";
import { PASSWORD_LENGTH } from "../inputs/defaults";
import { passwordKey } from "../values/leaf";
import type { Plan } from "../plan/plan";
import type { Context } from "./context";

/** Generates what was left out. A password stays the same until its resource is replaced (`pulumi up --replace`). */
export function createPasswords({ resolver, options }: Context, passwords: Plan["passwords"], revision: pulumi.Resource): void {
    for (const { key, resource } of passwords) {
        const password = new RandomPassword(resource, { length: PASSWORD_LENGTH, special: false }, { ...options, dependsOn: [revision] });
        resolver.provide(passwordKey(key), pulumi.secret(password.result));
    }
}
