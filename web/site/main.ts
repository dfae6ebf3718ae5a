import "./demo-page.js";
