// kazashi/photo: the photographs of cards, for whoever shows them.
export { longestPhotoFile, type Photo, PhotoDecoder } from "./jpeg2000.js";
export { encodePng } from "./png.js";
