// A file that says which process works here.
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readIfThere } from "./files.mjs";

export async function take(file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    for (;;) {
        try {
            return fs.writeFileSync(file, String(process.pid), { flag: "wx" });
        } catch (fault) {
            if (fault.code !== "EEXIST") throw fault;
        }
        if (!isAlive(Number(readIfThere(file)))) fs.rmSync(file, { force: true });
        else await wait(100);
    }
}

export function give(file) {
    fs.rmSync(file, { force: true });
}

// A file without a number is one that its owner is about to fill.
function isAlive(pid) {
    if (!pid) return true;
    try {
        process.kill(pid, 0);
        return true;
    } catch (fault) {
        return fault.code === "EPERM";
    }
}
