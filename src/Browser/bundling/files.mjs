// What both bundles do with files.
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

export const home = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

export const common = { absWorkingDir: home, bundle: true, write: false, charset: "ascii", legalComments: "none", logLevel: "warning", target: "es2022" };

export function readIfThere(file) {
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

// Whoever reads a file meanwhile has the old one or the new one.
export function replace(target, name, content) {
    const beside = path.join(target, `${name}.${process.pid}`);
    fs.writeFileSync(beside, content);
    fs.renameSync(beside, path.join(target, name));
}

export function fill(template, parts) {
    return template.replace(/\{\{(\w+)\}\}/g, (mark, name) => parts[name] ?? mark);
}

// The licences of what is in a bundle; packages with the same one stand together.
export function licences(...metafiles) {
    const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
    const packages = new Set(inputs.flatMap((file) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []));
    const byText = new Map();
    for (const name of [...packages].sort()) {
        const text = fs.readFileSync(path.join(home, "node_modules", name, "LICENSE"), "utf8").trim();
        byText.set(text, [...(byText.get(text) ?? []), name]);
    }
    return [...byText].map(([text, names]) => escape(`${names.join(", ")}\n\n${text}`)).join("\n\n\n");
}

function escape(text) {
    return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
