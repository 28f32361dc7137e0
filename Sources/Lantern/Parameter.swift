import Synchronization

/// A number or choice that a reader of a figure may turn: a command-line option
/// (`--set name=value`), a slider in the preview, and part of the picture's provenance.
@propertyWrapper
public struct Parameter<Value: ParameterValue>: Sendable {
  public enum Scale: String, Hashable, Sendable { case linear, logarithmic }

  let label: String
  let range: ClosedRange<Value>?
  let scale: Scale
  /// How many values the gallery's slider offers; none without one.
  let galleryCount: Int
  let defaultValue: Value
  private let current: ParameterStorage<Value>

  public var wrappedValue: Value { current.value }

  /// A number within a range.
  ///
  /// - Parameter gallery: the number of values, from one end of the range to the other, for which
  ///   the gallery draws the figure beforehand, so that its page has a slider; 0 for none.
  public init(
    wrappedValue: Value, _ label: String, in range: ClosedRange<Value>, scale: Scale = .linear,
    gallery: Int = 0
  ) where Value: Comparable {
    precondition(range.contains(wrappedValue), "the default of \"\(label)\" is out of its range")
    precondition(gallery == 0 || gallery >= 2, "a slider of \"\(label)\" needs two values at least")
    self.init(label, range: range, scale: scale, gallery: gallery, value: wrappedValue)
  }

  /// A choice: a switch, or the cases of an enumeration.
  public init(wrappedValue: Value, _ label: String) {
    self.init(label, range: nil, scale: .linear, gallery: 0, value: wrappedValue)
  }

  private init(
    _ label: String, range: ClosedRange<Value>?, scale: Scale, gallery: Int, value: Value
  ) {
    self.label = label
    self.range = range
    self.scale = scale
    galleryCount = gallery
    defaultValue = value
    current = ParameterStorage(value)
  }
}

/// Holds a parameter's value for all copies of a script. It is set while the script is being made,
/// before anyone else sees it.
final class ParameterStorage<Value: Sendable>: Sendable {
  private let storage: Mutex<Value>

  init(_ value: Value) { storage = Mutex(value) }

  var value: Value {
    get { storage.withLock { $0 } }
    set { storage.withLock { $0 = newValue } }
  }
}

/// A parameter as the command line and web pages see it.
public struct ParameterDescription: Hashable, Sendable {
  /// The property's name in the script.
  public let name: String
  public let label: String
  /// `number`, `whole number` or `choice`.
  public let type: String
  public let defaultValue: String
  public let value: String
  public let lowerBound: String?
  public let upperBound: String?
  public let isLogarithmic: Bool
  public let choices: [String]?
  /// The values for which the gallery draws the figure beforehand, in order and with the default
  /// among them; empty if its page has no slider.
  public let galleryValues: [String]
}

/// The face of a parameter whatever its type.
protocol AnyParameter {
  func describe(name: String) -> ParameterDescription
  /// - Throws: a `ScriptError` if the text is no value, or one out of range.
  func set(_ text: String, name: String) throws
}

extension Parameter: AnyParameter {
  func describe(name: String) -> ParameterDescription {
    ParameterDescription(
      name: name, label: label, type: Value.typeName, defaultValue: defaultValue.parameterText,
      value: wrappedValue.parameterText, lowerBound: range?.lowerBound.parameterText,
      upperBound: range?.upperBound.parameterText, isLogarithmic: scale == .logarithmic,
      choices: Value.choices, galleryValues: galleryValues.map(\.parameterText))
  }

  private var galleryValues: [Value] {
    guard let range, galleryCount > 1 else { return [] }
    return Value.steps(
      galleryCount, of: range, logarithmic: scale == .logarithmic, with: defaultValue)
  }

  func set(_ text: String, name: String) throws {
    guard let value = Value(parameterText: text) else {
      let expected = Value.choices.map { "one of " + $0.joined(separator: ", ") }
      throw ScriptError(
        "parameter \(name) needs \(expected ?? "a " + Value.typeName), not \"\(text)\"")
    }
    if let range, !range.contains(value) {
      throw ScriptError(
        "parameter \(name)=\(text) is out of range; choose a value from"
          + " \(range.lowerBound.parameterText) to \(range.upperBound.parameterText)")
    }
    current.value = value
  }
}

extension Script {
  private var namedParameters: [(name: String, parameter: any AnyParameter)] {
    Mirror(reflecting: self).children.compactMap { child in
      guard let parameter = child.value as? any AnyParameter, let label = child.label else {
        return nil
      }
      return (String(label.drop { $0 == "_" }), parameter)
    }
  }

  /// The script's parameters in the order of their declaration.
  public var parameters: [ParameterDescription] {
    namedParameters.map { $0.parameter.describe(name: $0.name) }
  }

  /// A script with the given values for some of its parameters.
  ///
  /// - Throws: a `ScriptError` for an unknown name, or a text that is no value of the parameter.
  public static func with(_ settings: [String: String]) throws -> Self {
    let script = Self()
    let parameters = script.namedParameters
    for (name, text) in settings.sorted(by: { $0.key < $1.key }) {
      guard let (_, parameter) = parameters.first(where: { $0.name == name }) else {
        let known = parameters.map(\.name).joined(separator: ", ")
        throw ScriptError(
          "\(entry.id) has no parameter \"\(name)\"; "
            + (known.isEmpty ? "it has none" : "it has \(known)"))
      }
      try parameter.set(text, name: name)
    }
    return script
  }
}
