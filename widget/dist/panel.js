export * from "./panel-AWYZ5CVQ.js";
