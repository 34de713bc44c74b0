/* Only makes better what already works: without this file every page can be read and every form sent. */
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
