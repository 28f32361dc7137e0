import Drawing
import Foundation
import Lantern
import Rendering

extension SceneFilm {
  /// Writes a page that holds a clip for each shot and plays one per key press. It needs nothing
  /// else: no network, no other file.
  func writeDeck(to path: String, progress: (Double) throws -> Void) throws -> SceneFile {
    let timeline = timeline(for: .mp4)
    let shots = timeline.visibleShots
    let clips = try AtomicFolder(path + ".clips")
    let file = try AtomicFile(path)
    try file.write(Array(Self.head(title: run.entry.title, alt: run.entry.alt).utf8))
    for (place, shot) in shots.enumerated() {
      let clip = "\(clips.workingPath)/\(place).mp4"
      _ = try write(shot: shot, as: .mp4, to: clip) {
        try progress((Double(place) + $0) / Double(shots.count))
      }
      let data = try Data(contentsOf: URL(fileURLWithPath: clip))
      try FileManager.default.removeItem(atPath: clip)
      let name = Self.escaped(timeline.shots[shot].name)
      let notes = Self.escaped(timeline.shots[shot].narration ?? "")
      try file.write(
        Array("<script type=\"text/plain\" data-name=\"\(name)\" data-notes=\"\(notes)\">".utf8))
      try file.write(Array(data.base64EncodedData()))
      try file.write(Array("</script>\n".utf8))
    }
    try file.write(Array(Self.tail.utf8))
    try file.commit()
    return SceneFile(path: path, kind: "html")
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  private static func head(title: String, alt: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="\(escaped(alt))">
    <title>\(escaped(title))</title>
    <style>
    html, body { margin: 0; height: 100%; background: #15191c; color: #f4efe8;
      font: 18px/1.45 system-ui, sans-serif; overflow: hidden; }
    body { display: flex; flex-direction: column; }
    main { flex: 1; min-height: 0; position: relative; cursor: pointer; }
    video { position: absolute; width: 100%; height: 100%; object-fit: contain;
      visibility: hidden; }
    video.shown { visibility: visible; }
    aside { padding: 0.7em 1.2em 0.8em; background: #000; }
    aside b { font-weight: 600; margin-right: 0.8em; }
    [hidden] { display: none; }
    #count { position: absolute; right: 0.8em; top: 0.5em; color: #a5acaf; font-size: 14px; }
    </style>
    </head>
    <body>
    <main aria-live="polite"></main>
    <div id="count" hidden></div>
    <aside id="notes" hidden></aside>
    <aside id="help" hidden>→, space: next shot · ←: back · R: again · Home, End: first, last ·
    N: notes · F: full screen · H: this line</aside>

    """
  }

  private static let tail = #"""
    <script>
    "use strict";
    const main = document.querySelector("main");
    const notes = document.getElementById("notes");
    const help = document.getElementById("help");
    const count = document.getElementById("count");
    const shots = [...document.querySelectorAll("script[data-name]")].map((script) => {
      const bytes = Uint8Array.from(atob(script.textContent), (c) => c.charCodeAt(0));
      script.textContent = "";
      const video = document.createElement("video");
      video.src = URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
      video.muted = true;
      video.playsInline = true;
      video.preload = "auto";
      video.setAttribute("aria-label", script.dataset.name + ". " + script.dataset.notes);
      main.append(video);
      return { name: script.dataset.name, notes: script.dataset.notes, video };
    });
    let current = -1;

    function tell() {
      const shot = shots[current];
      document.body.dataset.shot = current + 1;
      document.body.dataset.state = shot.video.ended ? "ended" : "playing";
    }

    function show(index) {
      index = Math.min(Math.max(index, 0), shots.length - 1);
      const shot = shots[index];
      const before = shots[current];
      current = index;
      if (before && before !== shot) before.video.pause();
      shot.video.currentTime = 0;
      // The old picture stays until the new one can be seen, so that nothing flickers.
      const reveal = () => {
        if (shots[current] !== shot) return;
        for (const other of shots) other.video.classList.toggle("shown", other === shot);
      };
      // Going back to the start takes the frame away for a moment, or there has been none yet.
      if (shot.video.readyState >= 2) reveal();
      else for (const name of ["canplay", "seeked"])
        shot.video.addEventListener(name, reveal, { once: true });
      shot.video.play().catch((error) => {
        // A quick second key press interrupts the first one's start; that is no error.
        if (error.name !== "AbortError") console.error(error);
      });
      notes.replaceChildren();
      const name = document.createElement("b");
      name.textContent = shot.name;
      notes.append(name, shot.notes);
      count.textContent = (current + 1) + " / " + shots.length;
      document.title = shot.name;
      location.hash = current + 1;
      tell();
    }

    for (const shot of shots) shot.video.addEventListener("ended", () => {
      if (shots[current] === shot) tell();
    });

    const next = () => { if (current < shots.length - 1) show(current + 1); };
    const back = () => { if (current > 0) show(current - 1); };
    const keys = {
      ArrowRight: next, " ": next, PageDown: next, Enter: next, ArrowDown: next,
      ArrowLeft: back, PageUp: back, Backspace: back, ArrowUp: back,
      Home: () => show(0), End: () => show(shots.length - 1), r: () => show(current),
      n: () => { notes.hidden = !notes.hidden; count.hidden = notes.hidden; },
      h: () => { help.hidden = !help.hidden; }, "?": () => { help.hidden = !help.hidden; },
      f: () => document.fullscreenElement
        ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
    };
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const action = keys[event.key] ?? keys[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action();
    });
    main.addEventListener("click", (event) => {
      if (event.clientX < innerWidth / 4) back(); else next();
    });
    addEventListener("hashchange", () => {
      const wanted = Number(location.hash.slice(1)) - 1;
      if (wanted >= 0 && wanted !== current) show(wanted);
    });
    show((Number(location.hash.slice(1)) || 1) - 1);
    </script>
    </body>
    </html>

    """#
}
