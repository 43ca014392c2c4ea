export * from "./panel-X443G7RY.js";
