// What modules of the site find in a page when they are loaded, for tests without one. It is imported before them.
Object.assign(globalThis, { document: { getElementById: () => ({ textContent: "{}" }) } });
