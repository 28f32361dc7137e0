import ArgumentParser
import Gallery
