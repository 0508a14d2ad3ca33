// SPDX-License-Identifier: Apache-2.0
import "@digdir/designsystemet-css/theme";
import "@digdir/designsystemet-css";
import "./style/frame.css";
import "./style/content.css";
import "./style/print.css";
import { mount } from "svelte";
import App from "./App.svelte";

const target = document.getElementById("app");
if (target) mount(App, { target });
