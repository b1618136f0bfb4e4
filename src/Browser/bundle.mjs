// Makes what a browser is given: `node bundle.mjs report DIRECTORY` the page of reports, `node bundle.mjs site DIRECTORY` the site of a host.
// Only one process at a time works here; whoever comes second waits and finds what both need installed.
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { home } from "./bundling/files.mjs";
import { install } from "./bundling/install.mjs";
import { give, take } from "./bundling/lock.mjs";

const [what, directory] = process.argv.slice(2);
const target = path.resolve(directory);
const lock = path.join(home, "obj/bundle.lock");

await take(lock);
try {
    install();
    execFileSync(process.execPath, [path.join(home, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", home], { stdio: "inherit" });
    const { bundle } = await import(what === "site" ? "./bundling/site.mjs" : "./bundling/report.mjs");
    await bundle(target);
} finally {
    give(lock);
}
