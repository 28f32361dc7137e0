import Foundation
import PackagePlugin

/// Lists a module's scripts at build time, each with a fingerprint of its source and of the code
/// below it, so that a new script needs nothing but its file.
@main
struct ScriptRegistry: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    let scripts = module.sourceFiles(withSuffix: "swift").map(\.url).sorted { $0.path < $1.path }
    let engine = target.recursiveTargetDependencies.compactMap(\.sourceModule)
      .flatMap { $0.sourceFiles.map(\.url) }.sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "Registry.swift")
    return [
      .buildCommand(
        displayName: "Listing the scripts of \(target.name)",
        executable: try context.tool(named: "RegistryTool").url,
        arguments: [output.path] + scripts.map(\.path) + ["--engine"] + engine.map(\.path),
        inputFiles: scripts + engine, outputFiles: [output])
    ]
  }
}
