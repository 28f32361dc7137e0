import CCairo

/// The libraries that draw.
public enum RenderingLibraries {
  /// Names and versions: pixels may differ where these do.
  public static var versions: String { "cairo-" + String(cString: cairo_version_string()) }
}
