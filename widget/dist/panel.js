export * from "./panel-RLLJGNOD.js";
