import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import "../ui/kring.css";
import "../api/kept.ts";
import { startOutbox } from "../absence/outbox.ts";
import { App } from "./App.tsx";
import { firstLanguage } from "./language.ts";
import { queries } from "./queries.ts";
import { fetchAhead } from "./routes.tsx";
import { startWorker } from "./worker.ts";

const root = document.getElementById("root");
if (!root) throw new Error("no root in the page");

fetchAhead(window.location.pathname);
await firstLanguage();
createRoot(root).render(
  <QueryClientProvider client={queries}>
    <I18nProvider i18n={i18n}>
      <App />
    </I18nProvider>
  </QueryClientProvider>,
);
startOutbox();
startWorker();
