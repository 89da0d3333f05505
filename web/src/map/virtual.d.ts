/** Made by bundling/outlines.ts: base64 of gzipped TopoJSON with one object, `countries`. */
declare module 'virtual:outlines' {
  export const coarse: string;
  export const fine: string;
}
