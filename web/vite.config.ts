import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const root = fileURLToPath(new URL(".", import.meta.url));
const ofStaff = /[\\/]src[\\/](?:board|duty|delivery)[\\/]|[\\/]staff\.po/;

export default defineConfig({
  root,
  plugins: [
    react(),
    // A word without Dutch, or a sentence that does not compile, stops the build.
    lingui({ cwd: root, macroTransform: true, failOnMissing: true, failOnCompileError: true }),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      injectRegister: false,
      manifest: {
        id: "/",
        name: "Kring",
        short_name: "Kring",
        description: "School en ouders, volgens de afspraken van de school.",
        lang: "nl",
        start_url: "/",
        display: "standalone",
        background_color: "#f4f5f1",
        theme_color: "#f4f5f1",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
        shortcuts: [{ name: "Ziek melden", url: "/sick" }],
      },
      injectManifest: {
        // A classic worker in one file.
        rollupFormat: "iife",
        globPatterns: ["**/*.{js,css,html,svg}"],
        // A guardian's phone fetches nothing of the staff's screens in advance.
        globIgnores: ["**/staff-*"],
      },
    }),
  ],
  build: {
    target: "es2022",
    // Every browser we build for knows modulepreload, and the polyfill is a script that the policy would have to allow.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.length > 0 && moduleIds.every((id) => ofStaff.test(id))
            ? "assets/staff-[name]-[hash].js"
            : "assets/[name]-[hash].js",
      },
    },
  },
});
