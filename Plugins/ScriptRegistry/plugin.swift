import Foundation
import PackagePlugin

/// Lists a module's scripts at build time, so that a new script needs nothing but its file. Each
/// has a fingerprint of its source and the code below it, and one of the part of them that computes
/// its evidence.
@main
struct ScriptRegistry: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    let scripts = module.sourceFiles(withSuffix: "swift").map(\.url).sorted { $0.path < $1.path }
    let modules = target.recursiveTargetDependencies.compactMap(\.sourceModule)
    // Models run on Learning and what it is built on; Lantern holds their keys and parameters.
    let learning = modules.first { $0.name == "Learning" }?.recursiveTargetDependencies ?? []
    let computing = Set(learning.map(\.name) + ["Learning", "Lantern"])
    func sources(_ modules: [any SourceModuleTarget]) -> [URL] {
      // A dependency's documentation may be a folder.
      modules.flatMap { $0.sourceFiles.filter { [.source, .header].contains($0.type) }.map(\.url) }
        .sorted { $0.path < $1.path }
    }
    let below = sources(modules.filter { computing.contains($0.name) })
    let beside = sources(modules.filter { !computing.contains($0.name) })
    let output = context.pluginWorkDirectoryURL.appending(path: "Registry.swift")
    var arguments = [output.path, context.package.directoryURL.path]
    arguments += scripts.map(\.path)
    arguments.append("--computing")
    arguments += below.map(\.path)
    arguments.append("--drawing")
    arguments += beside.map(\.path)
    return [
      .buildCommand(
        displayName: "Listing the scripts of \(target.name)",
        executable: try context.tool(named: "RegistryTool").url,
        arguments: arguments, inputFiles: scripts + below + beside, outputFiles: [output])
    ]
  }
}
