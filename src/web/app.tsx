import { LocationProvider, Route, Router } from "preact-iso/router";
import { DevicesPage } from "#/web/devices/devices-page.tsx";
import { CrashGuard } from "#/web/frame/crash-guard.tsx";
import { focusMain } from "#/web/frame/focus-main.ts";
import { Imprint } from "#/web/frame/imprint.tsx";
import { Masthead } from "#/web/frame/masthead.tsx";
import { NotFoundPage } from "#/web/frame/not-found-page.tsx";
import { type Services, ServicesContext } from "#/web/frame/services.ts";
import { HomePage } from "#/web/home/home-page.tsx";
import { NovelPage } from "#/web/novel/novel-page.tsx";
import { ChapterPage } from "#/web/reading/chapter-page.tsx";
import { ContentsPage } from "#/web/reading/contents-page.tsx";

/** The whole web app: its frame, and the screen of the address. */
export function App({ services }: { services: Services }) {
  return (
    <ServicesContext.Provider value={services}>
      <LocationProvider>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <Masthead />
        <main id="main" tabIndex={-1}>
          <CrashGuard>
            <Router onRouteChange={focusMain}>
              <Route path="/" component={HomePage} />
              <Route path="/devices" component={DevicesPage} />
              <Route path="/novels/:id" component={NovelPage} />
              <Route path="/novels/:id/read" component={ContentsPage} />
              <Route path="/novels/:id/read/:chapter" component={ChapterPage} />
              <Route default component={NotFoundPage} />
            </Router>
          </CrashGuard>
        </main>
        <Imprint />
      </LocationProvider>
    </ServicesContext.Provider>
  );
}
