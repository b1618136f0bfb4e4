import { visible } from "./visible";

/** Finds an element that the page's own markup has. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
    return document.getElementById(id) as T;
}

/** Makes an element. Children that are strings become text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Record<string, string> = {},
    ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
}

/** A name out of the archive: text whose direction does not leak into what stands beside it. Where it is cut off, its tip has all of it. */
export function name(text: string): HTMLElement {
    const seen = visible(text);
    return make("bdi", { class: "name", title: seen }, seen);
}
