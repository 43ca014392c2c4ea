export * from "./panel-6KLKHGY7.js";
