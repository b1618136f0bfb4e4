// What the pages are made of is fetched only when the lock file has changed.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { home, readIfThere } from "./files.mjs";

export function install() {
    const wanted = fs.readFileSync(path.join(home, "package-lock.json"), "utf8");
    const stamp = path.join(home, "node_modules", ".installed-lock.json");
    if (readIfThere(stamp) === wanted) return;
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: home, stdio: "inherit" });
    fs.writeFileSync(stamp, wanted);
}
