/** The path of a member: `users`, `users.app`, `users["a.b"]`, `ranges[0]`. */
export function at(path: string, key: string | number): string {
    if (typeof key === "number") {
        return `${path}[${key}]`;
    }
    if (!/^[A-Za-z_$][\w$-]*$/.test(key)) {
        return `${path}[${JSON.stringify(key)}]`;
    }
    return path === "" ? key : `${path}.${key}`;
}
