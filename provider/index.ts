import { main } from "@pulumi/pulumi/provider";
import { NatsProvider } from "./provider";

void main(new NatsProvider(), process.argv.slice(2));
