export * from "./panel-ER677ZUX.js";
