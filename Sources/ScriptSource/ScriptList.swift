/// The Swift file that registers a module's scripts.
public struct ScriptList: Sendable {
  /// A script, as the list holds it.
  public struct Item: Sendable {
    /// The name of its type.
    public var name: String
    /// Tells versions of the code that its picture depends on apart.
    public var picture: Fingerprint
    /// Tells versions of the code that its evidence depends on apart.
    public var evidence: Fingerprint
    /// Its file, from the package's folder.
    public var path: String
    /// The text of that file.
    public var source: String

    public init(
      name: String, picture: Fingerprint, evidence: Fingerprint, path: String, source: String
    ) {
      self.name = name
      self.picture = picture
      self.evidence = evidence
      self.path = path
      self.source = source
    }
  }

  /// In the order of their files.
  public var items: [Item]

  public init(items: [Item]) { self.items = items }

  /// The file's text.
  ///
  /// All that an edit of a script changes stands in bodies of functions: the compiler then takes
  /// the file to declare what it did before, and leaves the module's other files as they are.
  /// Anywhere else it would compile every script for a change of one.
  public var text: String {
    let registrations = items.map { item in
      """
          ScriptRegistration(
            \(item.name).self, fingerprint: "\(item.picture.text)", evidence: "\(item.evidence.text)",
            file: #"\(item.path)"#, source: \(item.name).ownSource),
      """
    }
    // Each script has the text that it was compiled from, for listings of itself.
    let sources = items.map { item in
      """
      extension \(item.name) {
        /// The text of the script's file.
        static var ownSource: String {
          ####\"""
      \(item.source)\(item.source.last == "\n" ? "" : "\n")\"""####
        }
      }

      """
    }
    return """
      import Lantern

      /// The scripts of this module, in the order of their files.
      public let scripts: [ScriptRegistration] = registrations()

      private func registrations() -> [ScriptRegistration] {
        [
      \(registrations.joined(separator: "\n"))
        ]
      }

      \(sources.joined(separator: "\n"))
      """
  }
}
