import Lantern
import Rendering

extension JSONWriter {
  /// Writes evidence by looking into its stored properties: numbers, text, collections, structures
  /// and enumerations; tensors as their shape and values.
  mutating func evidence(_ value: Any) {
    switch value {
    case let number as Double: self.value(number)
    case let number as Float: self.value(number)
    case let number as Int: self.value(number)
    case let flag as Bool: self.value(flag)
    case let text as String: self.value(text)
    case let numbers as [Double]: array(numbers)
    case let numbers as [Float]: array { json in for number in numbers { json.value(number) } }
    case let tensor as Tensor:
      object {
        $0.member("shape") { $0.evidence(tensor.shape.extents) }
        $0.member("values") { $0.evidence(tensor.elements) }
      }
    default: children(of: value)
    }
  }

  private mutating func children(of value: Any) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .collection, .set:
      array { json in for child in mirror.children { json.evidence(child.value) } }
    case .optional:
      if let wrapped = mirror.children.first { evidence(wrapped.value) } else { null() }
    case .dictionary:
      // Each child is a pair; dictionaries have no order of their own.
      let pairs = mirror.children.map { child -> (key: String, value: Any) in
        let pair = Mirror(reflecting: child.value).children.map(\.value)
        return ("\(pair[0])", pair[1])
      }
      object { json in
        for pair in pairs.sorted(by: { $0.key < $1.key }) {
          json.member(pair.key) { $0.evidence(pair.value) }
        }
      }
    case .struct, .tuple, .class, .enum:
      if mirror.children.isEmpty { return self.value("\(value)") }
      object { json in
        for (index, child) in mirror.children.enumerated() {
          let name = child.label?.drop { $0 == "_" || $0 == "." }
          json.member(name.map(String.init) ?? "\(index)") { $0.evidence(child.value) }
        }
      }
    default: self.value("\(value)")
    }
  }
}
