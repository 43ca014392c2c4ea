export * from "./panel-QOEA7LB4.js";
