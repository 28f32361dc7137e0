// swift-tools-version: 6.2
import PackageDescription

// Scripts only declare: compiling them unoptimised and file by file makes edit-and-rebuild quick,
// if only the files that have changed are compiled.
let scriptSettings: [SwiftSetting] = [
  .unsafeFlags(
    ["-Onone", "-no-whole-module-optimization", "-incremental"], .when(configuration: .release)),
  // Tests break the evidence of figures on purpose.
  .unsafeFlags(["-enable-testing"]),
]

// Tests run against optimised code. Those that only ask and compare are themselves compiled as
// scripts are; those with slow oracles of their own, of `Compute` and `Learning`, as the code is.
let testSettings = scriptSettings

// Files that the one program carries within itself.
let embedded: [Resource] =
  ["site.css", "site.js"].map { .embedInCode("Site/\($0)") } + [.embedInCode("Preview/Page")]
  + [
    "Package.swift", "README.md", "gitignore", "main.swift", "Hello.swift", "HelloMoves.swift",
    "HelloTests.swift",
  ].map { .embedInCode("NewPackage/\($0).template") }

let package = Package(
  name: "Lantern",
  products: [
    .library(name: "Lantern", targets: ["Lantern", "LanternCLI"]),
    .executable(name: "lantern", targets: ["lantern"]),
    .plugin(name: "ScriptRegistry", targets: ["ScriptRegistry"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", .upToNextMinor(from: "0.27.1")),
  ],
  targets: [
    // The command and the scripts
    .executableTarget(
      name: "lantern", dependencies: ["LanternCLI", "Figures", "Scenes"], path: "Sources/Command",
      // Linking the Swift runtime statically makes a cold start about 50 ms shorter.
      swiftSettings: [.unsafeFlags(["-static-stdlib"])],
      linkerSettings: [.unsafeFlags(["-static-stdlib", "-use-ld=lld"])]),
    .target(
      name: "Figures", dependencies: ["Lantern"], path: "figures", swiftSettings: scriptSettings,
      plugins: ["ScriptRegistry"]),
    .target(
      name: "Scenes", dependencies: ["Lantern"], path: "scenes", swiftSettings: scriptSettings,
      plugins: ["ScriptRegistry"]),

    // The house, from top to bottom
    .target(
      name: "LanternCLI",
      dependencies: [
        "Gallery", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "Gallery",
      dependencies: ["Lantern", .product(name: "FlyingSocks", package: "FlyingFox")],
      resources: embedded),
    .target(name: "Lantern", dependencies: ["Rendering", "Plotting", "Diagrams", "Learning"]),
    .target(name: "Rendering", dependencies: ["Drawing", "CCairo", "CDeflate", "CVideo"]),
    .target(name: "Plotting", dependencies: ["Drawing", "Learning"]),
    .target(name: "Diagrams", dependencies: ["Drawing", "Learning"]),
    .target(name: "Drawing", dependencies: ["Typesetting", "Geometry"]),
    .target(name: "Typesetting", dependencies: ["Geometry", "CHarfBuzz"]),
    .target(name: "Learning", dependencies: ["Compute", "Geometry"]),
    .target(name: "Compute", dependencies: ["COpenBLAS", "CNumerics"]),
    .target(name: "Geometry"),

    // C libraries and shims
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(
      name: "CHarfBuzz", pkgConfig: "harfbuzz", providers: [.apt(["libharfbuzz-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .target(name: "CNumerics", dependencies: ["COpenBLAS"]),
    .target(name: "CVideo"),

    // The scripts of the tutorial, as a command
    .executableTarget(
      name: "tutorial", dependencies: ["LanternCLI", "Lantern"], path: "Documentation/Tutorial",
      swiftSettings: scriptSettings, plugins: ["ScriptRegistry"]),

    // Measurements
    .executableTarget(
      name: "LanternBench",
      dependencies: ["Lantern", "Learning", "Rendering", "Typesetting", "CVideo"],
      path: "Benchmarks", exclude: ["README.md", "peers"]),

    // Build tools
    .plugin(name: "ScriptRegistry", capability: .buildTool(), dependencies: ["RegistryTool"]),
    .executableTarget(name: "RegistryTool", dependencies: ["ScriptSource"]),
    .target(name: "ScriptSource"),

    // Tests
    .testTarget(name: "GeometryTests", dependencies: ["Geometry"], swiftSettings: testSettings),
    .testTarget(name: "ComputeTests", dependencies: ["Compute", "CNumerics"]),
    .testTarget(name: "LearningTests", dependencies: ["Learning"]),
    .testTarget(
      name: "TypesettingTests", dependencies: ["Typesetting"], resources: [.copy("Resources")],
      swiftSettings: testSettings),
    .testTarget(
      name: "DrawingTests", dependencies: ["Drawing", "Plotting", "Diagrams"],
      swiftSettings: testSettings),
    .testTarget(
      name: "RenderingTests", dependencies: ["Rendering", "CCairo", "CVideo"],
      swiftSettings: testSettings),
    // What tests of pages drive a browser with.
    .target(name: "BrowserDriver", path: "Tests/BrowserDriver", swiftSettings: testSettings),
    .testTarget(
      name: "DocumentationTests", dependencies: ["Lantern", "tutorial"],
      swiftSettings: testSettings),
    // The program lantern, which these tests run, is built with them.
    .testTarget(
      name: "LanternTests",
      dependencies: [
        "Gallery", "Lantern", "Rendering", "ScriptSource", "Figures", "Scenes", "BrowserDriver",
      ],
      swiftSettings: testSettings),
  ],
  swiftLanguageModes: [.v6]
)
