"""Runs examples/python as it is, without a language host, in a namespace of its own: run_example.py EXAMPLE NAMESPACE."""

import asyncio
import runpy
import subprocess
import sys
from urllib.parse import urlsplit

import nats
import pulumi
from pulumi import automation

example, namespace = sys.argv[1:]


def into_namespace(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
    if args.type_ != "nats:index:Cluster":
        return None
    props = {**args.props, "namespace": namespace, "createNamespace": True}
    return pulumi.ResourceTransformResult(props=props, opts=args.opts)


def program() -> None:
    pulumi.runtime.register_resource_transform(into_namespace)
    runpy.run_path(f"{example}/__main__.py")


async def log_in(login: str) -> None:
    """Logs in at the Service's address: its name can be looked up by pods only."""
    query = ["kubectl", "get", "service", "nats", "-n", namespace, "-o", "jsonpath={.spec.clusterIP}"]
    address = subprocess.check_output(query, text=True).strip()
    url = urlsplit(login)
    connection = await nats.connect(f"nats://{address}:4222", user=url.username, password=url.password, allow_reconnect=False)
    await connection.close()


stack = automation.create_or_select_stack(stack_name="test", project_name="nats-python", program=program)
preview = stack.preview()
assert preview.change_summary.get("create", 0) > 0, preview.change_summary
try:
    outputs = stack.up().outputs
    assert outputs["login"].secret, "login is not a secret"
    assert outputs["url"].value == f"nats://nats.{namespace}.svc:4222", outputs["url"].value
    asyncio.run(log_in(outputs["login"].value))
finally:
    stack.destroy()
