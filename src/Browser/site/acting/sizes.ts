const units = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Bytes for people, three digits of them, never rounded up. */
export function size(bytes: number): string {
    let [value, unit] = [bytes, 0];
    while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
    const scale = unit === 0 || value >= 100 ? 1 : value >= 10 ? 10 : 100;
    return `${Math.floor(value * scale) / scale}\u00a0${units[unit]}`;
}
