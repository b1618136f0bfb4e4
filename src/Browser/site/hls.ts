// What plays, fetched when something is played first.
export { default } from "hls.js/light";
