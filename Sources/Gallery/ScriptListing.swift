import Lantern

/// What there is to know of a script before it has run, as `list --json` and the preview tell it.
package struct ScriptListing: Encodable {
  struct Parameter: Encodable {
    var name: String
    var label: String
    /// `number`, `whole number` or `choice`.
    var type: String
    var `default`: String
    var minimum: String?
    var maximum: String?
    var logarithmic: Bool
    var choices: [String]?

    init(_ parameter: ParameterDescription) {
      name = parameter.name
      label = parameter.label
      type = parameter.type
      `default` = parameter.defaultValue
      minimum = parameter.lowerBound
      maximum = parameter.upperBound
      logarithmic = parameter.isLogarithmic
      choices = parameter.choices
    }
  }

  /// `figure` or `scene`.
  var kind: String
  /// A figure's number, or a scene's name.
  var id: String
  /// A figure's number.
  var number: String?
  /// A scene's name.
  var name: String?
  var chapter: String?
  var title: String
  var alt: String
  var treatment: String
  var parameters: [Parameter]

  package init(_ script: ScriptRegistration) {
    let entry = script.entry
    kind = entry.kind.rawValue
    id = entry.id
    number = entry.kind == .figure ? entry.id : nil
    name = entry.kind == .scene ? entry.id : nil
    chapter = entry.chapter
    title = entry.title
    alt = entry.alt
    treatment = entry.treatment.rawValue
    parameters = script.parameters.map(Parameter.init)
  }
}
