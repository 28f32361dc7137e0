import Drawing

extension Picture {
  /// The same picture, in the other's memory as far as both are equal at their start and end.
  /// Comparing the two, or either with a third that shares that memory, then takes no time.
  func sharing(_ other: Picture) -> Picture {
    var result = self
    let most = min(commands.count, other.commands.count)
    var start = 0
    while start < most, commands[start] == other.commands[start] {
      result.commands[start] = other.commands[start]
      start += 1
    }
    if start == commands.count, start == other.commands.count { result.commands = other.commands }
    let shift = other.commands.count - commands.count
    var end = commands.count - 1
    while end >= start, end + shift >= start, commands[end] == other.commands[end + shift] {
      result.commands[end] = other.commands[end + shift]
      end -= 1
    }
    return result
  }
}
