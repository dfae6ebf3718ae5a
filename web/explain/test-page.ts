// The component on a page of its own, for its tests: they hand it explanations that the command printed.
import "./kazashi-explain.js";
