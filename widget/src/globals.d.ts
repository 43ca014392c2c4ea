/** The panel's file name, which the build puts in. */
declare const PANEL_FILE: string;

declare module "*.css" {
  const text: string;
  export default text;
}
