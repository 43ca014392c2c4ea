export * from "./panel-ACTMYDKC.js";
