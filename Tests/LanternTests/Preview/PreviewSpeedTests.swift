import BrowserDriver
import Foundation
import Testing

/// How long a reader waits from letting a slider go to the new picture: printed, since it depends
/// on the machine and on what else it does. `make check-preview` runs it.
@Suite(
  .serialized,
  .enabled(
    if: ProcessInfo.processInfo.environment["LANTERN_CHECK_PREVIEW"] != nil && Browser.path != nil,
    "`make check-preview` runs it, with the Debian package chromium"))
struct PreviewSpeedTests {
  @Test(arguments: [("3.3", "phi1"), ("6.5", "learningRate")])
  func aPictureComesAtOnce(_ script: String, _ parameter: String) throws {
    let preview = try PreviewProgram(["--no-cache"])
    let browser = try Browser()
    try browser.open(preview.url("/view/\(script)"))
    try browser.wait(for: "document.body.dataset.state === 'ready'")
    // From the event to the decoded picture in the page, as the page's own clock has it.
    let times = try browser.value(
      """
      (async () => {
        const slider = document.getElementById('p-\(parameter)');
        const times = [];
        for (let i = 0; i < 20; i++) {
          const before = document.getElementById('picture');
          const started = performance.now();
          slider.stepUp(i % 2 ? -7 : 9);
          slider.dispatchEvent(new Event('change'));
          while (document.getElementById('picture') === before) {
            await new Promise((go) => setTimeout(go));
          }
          times.push(performance.now() - started);
        }
        return times;
      })()
      """, as: [Double].self
    ).sorted()
    #expect(times.count == 20)
    print("slider to picture of \(script), in ms:", Int(times[10]), "at most", Int(times[19]))
  }
}
