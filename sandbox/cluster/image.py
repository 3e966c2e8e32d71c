#!/usr/bin/env python3
"""Write a docker-archive image of a few files: image.py OUT.tar NAME:TAG ENTRYPOINT WHAT...

Each WHAT is /DESTINATION=SOURCE, a file, or NAME=VALUE, a variable of the environment.
"""
import hashlib
import io
import json
import platform
import sys
import tarfile

out, name, entrypoint, *what = sys.argv[1:]
files = [entry.split("=", 1) for entry in what if entry.startswith("/")]
variables = [entry for entry in what if not entry.startswith("/")]
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def add(archive, path, data=None, mode=0o755):
    info = tarfile.TarInfo(path)
    info.mode = mode
    if data is None:
        info.type = tarfile.DIRTYPE
        archive.addfile(info)
    else:
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))


layer = io.BytesIO()
with tarfile.open(fileobj=layer, mode="w") as archive:
    add(archive, "tmp", mode=0o1777)
    for folder in ("data", "etc", "usr", "usr/local", "usr/local/bin", "var", "var/run", "var/run/nats"):
        add(archive, folder)
    add(archive, "etc/passwd", b"root:x:0:0::/:/\nnats:x:1000:1000::/:/\n", 0o644)
    for destination, source in files:
        with open(source, "rb") as file:
            add(archive, destination.lstrip("/"), file.read())

content = layer.getvalue()
digest = hashlib.sha256(content).hexdigest()
config = json.dumps({
    "architecture": ARCHITECTURES[platform.machine()],
    "os": "linux",
    "config": {"Entrypoint": [entrypoint], "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", *variables]},
    "rootfs": {"type": "layers", "diff_ids": ["sha256:" + digest]},
}).encode()
config_name = hashlib.sha256(config).hexdigest() + ".json"
manifest = json.dumps([{"Config": config_name, "RepoTags": [name], "Layers": [digest + "/layer.tar"]}]).encode()

with tarfile.open(out, "w") as archive:
    add(archive, config_name, config, 0o644)
    add(archive, digest + "/layer.tar", content, 0o644)
    add(archive, "manifest.json", manifest, 0o644)
